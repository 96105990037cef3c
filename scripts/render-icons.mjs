// Renders assets/icons/*.svg to the PNG sizes that Excel asks for. Run by hand when an SVG changes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './lib/programs.mjs';

const RIBBON_SIZES = [16, 20, 24, 32, 40, 48, 64, 80];
const ICONS = {
  sitebook: { sizes: [...RIBBON_SIZES, 128], small: 'sitebook-small.svg' },
  check: { sizes: RIBBON_SIZES },
  save: { sizes: RIBBON_SIZES },
  'add-line': { sizes: RIBBON_SIZES },
};
const folder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'assets/icons');
const browser = await chromium.launch({ executablePath: findBrowser().path, args: ['--no-sandbox'] });
for (const [name, { sizes, small = `${name}.svg` }] of Object.entries(ICONS)) {
  for (const size of sizes) {
    const svg = readFileSync(path.join(folder, size <= 24 ? small : `${name}.svg`), 'utf8');
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    writeFileSync(path.join(folder, `${name}-${size}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
}
await browser.close();
