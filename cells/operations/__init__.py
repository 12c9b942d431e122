"""What happens when: one function a step, one transaction each."""
