// A click on a bar over which ranges can be drawn: Streamlit tells of the ranges alone.
export default function ({ data, setTriggerValue }) {
  const chart = document.querySelector(`.st-key-${data.chart}`)
  const tell = ({ points }) => {
    const bar = points.map(point => point.customdata).find(Array.isArray)
    if (bar) setTriggerValue("bar", bar.join("."))
  }
  // The plot is looked up as it is pressed: it may have been made anew.
  const press = event => {
    const plot = event.target.closest?.(".js-plotly-plot")
    if (!plot) return
    if (!plot.tellClick) plot.on("plotly_click", event => plot.tellClick(event))
    plot.tellClick = tell
  }
  chart?.addEventListener("pointerdown", press, true)
  return () => chart?.removeEventListener("pointerdown", press, true)
}
