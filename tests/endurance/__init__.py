"""The long runs, which `scripts/endurance.py` calls with large numbers and `test_samples` with small ones."""
