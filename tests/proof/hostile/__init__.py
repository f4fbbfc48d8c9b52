"""What nobody means well: forged presses, hostile texts, things of every kind, and people who are out of place."""
