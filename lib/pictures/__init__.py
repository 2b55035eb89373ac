"""Pictures of charts, maps and whole views, as SVG and PNG, drawn without a browser."""
