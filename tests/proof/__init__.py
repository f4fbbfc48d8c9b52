"""The long proofs: a crash at every point, storms, hostile input, bursts, and how fast it is. docs/proof.md"""
