"""Stages of a deal and the probability that each stands for."""
