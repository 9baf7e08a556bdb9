// Texts whose contrast with what lies under them is below WCAG's: [text, contrast, colours].
() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => ((c /= 255), c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const under = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((seen, layer) => over(layer, seen), [255, 255, 255, 1]);
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    const e = text.parentElement;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    if (!text.data.trim() || e.closest('script, style, noscript, [disabled], [aria-disabled=true], .ant-select-selection-placeholder') || size === 0) continue;
    if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || !e.getClientRects().length) continue;
    const back = under(e);
    const [a, b] = [light(over(parse(style.color), back)), light(back)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (contrast < least) faint.push([text.data.trim(), contrast.toFixed(2), style.color, back.join(' ')]);
  }
  return faint;
}
