"""What only the built site needs: Sphinx extensions, style sheets and scripts."""
