"""What is done beside the best path: heads of memoranda before it; end marks, initials and doubts behind it."""
