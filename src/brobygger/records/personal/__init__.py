"""What is held on a person, why and until when: told to them, erased when they ask, and let go when its time is up."""
