"""Where each style applies: masks, painted on the canvas or loaded."""
