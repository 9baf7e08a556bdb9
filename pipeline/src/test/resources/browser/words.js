// Every text a person can see or is told by a hint on this page, once each: [text, where it stands].
() => {
  const found = new Map();
  const shown = (e) =>
    e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    parseFloat(getComputedStyle(e).fontSize) > 0 &&
    [...e.getClientRects()].some((r) => r.width > 1 && r.height > 1);
  const keep = (text, where) => {
    text = text.replace(/\s+/g, ' ').trim();
    if (text && !found.has(text)) found.set(text, where);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    const e = text.parentElement;
    if (!e.closest('script, style, noscript') && shown(e)) keep(text.data, e.tagName.toLowerCase());
  }
  for (const name of ['placeholder', 'title', 'alt', 'aria-label', 'value'])
    for (const e of document.querySelectorAll(name === 'value' ? 'input[type=submit], input[type=button]' : `[${name}]`))
      // the label of an icon is its own name, that of the picture of nothing too, of a filter its key, of the cross that closes a window antd's: read by no eye
      if (e.hasAttribute(name) && shown(e) && !(name === 'aria-label' && /^NATIVE_FILTER|^empty\b|\banticon\b|\bant-modal-close\b/.test(e.getAttribute(name) + ' ' + e.getAttribute('class')))) keep(e.getAttribute(name), `${name} of ${e.tagName.toLowerCase()} ${e.getAttribute('class') ?? ''}`);
  for (const text of window.drawnTexts ?? []) keep(text, 'canvas');
  keep(document.title, 'title of the page');
  return [...found];
}
