"""What is shown to the sandbox: the agent, and the form of what crosses."""
