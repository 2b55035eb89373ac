// Presses a button of the page, once for each wish: a file that was waited for is saved by itself.
const granted = new Set()

export default function ({ data: [data] }) {
  const press = tries => {
    const button = document.querySelector(`.st-key-${CSS.escape(data.key)} button`)
    if (!button && tries) return requestAnimationFrame(() => press(tries - 1))
    if (!button || granted.has(data.wish)) return
    granted.add(data.wish)
    button.click()
  }
  press(120)
}
