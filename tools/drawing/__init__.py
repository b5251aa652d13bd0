"""The drawings of the demo outlet: a canvas, figures, and the scenes made of them."""
