// A click on a bar over which ranges can be drawn: Streamlit tells of the ranges alone.
export default function ({ data, setTriggerValue }) {
  const tell = ({ points }) => {
    const bar = points.map(point => point.customdata).find(Array.isArray)
    if (bar) setTriggerValue("bar", bar.join("."))
  }
  // The plot is looked up as it is pressed: it may be there later, or made anew.
  const press = event => {
    const plot = event.target.closest?.(`.st-key-${data.chart} .js-plotly-plot`)
    if (!plot) return
    if (!plot.tellClick) plot.on("plotly_click", event => plot.tellClick(event))
    plot.tellClick = tell
  }
  document.addEventListener("pointerdown", press, true)
  return () => document.removeEventListener("pointerdown", press, true)
}
