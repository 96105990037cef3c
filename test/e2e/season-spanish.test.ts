import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { BUILT_PAGES, launchBrowser, screenshotPath } from '../support/browser.js';
import { accessFaults, lookAt } from '../support/look.js';
import { returnTo, type Desk } from '../support/road.js';
import { cellOf, choose, openWindow, PRINCIPAL, save, SITE, typeIn } from '../support/season-road.js';
import { listSites } from '../../src/contract/sites.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

// A principal whose Excel speaks Spanish: from a budget that was sent back to its receipt, and signed in again by a
// code. Each test goes on where the one before stopped.

const HEALTH = '100-1111-125-190-410';
const LOCALE = 'es-US';

let server: TestServer;
let browser: Browser;
let desk: Desk;
const faults: string[] = [];
const look = async (name: string) => void faults.push(...(await lookAt(desk, name)));
const button = (name: string) => desk.pane.getByRole('button', { name, exact: true });

beforeAll(async () => {
  server = await startTestServer({ withSeason: true, pages: BUILT_PAGES });
  server.clock.now = new Date();
  browser = await launchBrowser();
  desk = await openWindow(browser, server.baseUrl, { locale: LOCALE, start: 'Comenzar' });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

test('home and a problem speak Spanish', async () => {
  const { page, pane } = desk;
  expect(await pane.locator('html').getAttribute('lang')).toBe('es');
  await pane.getByTestId('timeline').getByText('Devuelto por Julia Ortiz').waitFor();
  await typeIn(page, HEALTH, '-5.50');
  const problem = pane.getByTestId('problem').filter({ hasText: await cellOf(page, HEALTH) });
  await problem.getByRole('button', { name: '¿Por qué?' }).click();
  await problem.getByText('La regla:').waitFor();
  await look('es-home');
  await typeIn(page, HEALTH, '900');
  await pane.getByText('Nada por corregir.').waitFor();
}, 120_000);

test('what is worth a look is explained, and the budget saved and submitted with what the district asks for', async () => {
  const { pane } = desk;
  await pane.getByRole('tab', { name: /^Por revisar/ }).click();
  const warning = pane.getByTestId('problem').filter({ hasText: 'Title I & IV' }).first();
  await warning.getByRole('button', { name: 'Explicar' }).click();
  await warning.getByRole('textbox').fill('La metodología está en la oficina de finanzas.');
  await look('es-explain');
  await warning.getByRole('button', { name: 'Anotarlo' }).click();
  await pane.getByTestId('explanation').getByText('La metodología').waitFor();
  await save(desk, 'Guardado como r3', 'Guardar');

  await button('Presentar…').click();
  const dialog = pane.getByTestId('submit-dialog');
  await dialog.getByText('Líneas cambiadas', { exact: true }).waitFor();
  await dialog.getByTestId('since-last').getByText('1', { exact: true }).waitFor();
  await look('es-submit');
  await dialog.getByLabel('Date of the vote').fill('2024-02-27');
  await dialog.getByLabel('Votes for').fill('7');
  await dialog.getByLabel('Votes against').fill('0');
  await dialog.getByLabel('Where the minutes are').fill('Oficina, carpeta 3');
  await dialog.getByRole('checkbox', { name: 'Lo confirmo' }).check();
  await dialog.getByRole('button', { name: 'Presentar a Finanzas' }).click();
  await dialog.getByTestId('submit-receipt').getByText('r3', { exact: true }).waitFor();
  await look('es-receipt');
  await dialog.getByRole('button', { name: 'Cerrar', exact: true }).click();
  await pane.getByTestId('timeline').getByText('A la espera de Finanzas').waitFor();
  const client = await server.as('okafor');
  const { sites } = await client.call(listSites, { params: {}, body: undefined });
  const submission = sites.find(({ site }) => site.code === SITE)?.submission;
  expect(submission?.evidence?.map(({ fields }) => fields.map(({ value }) => value))).toEqual([
    ['2024-02-27', '7', '0', 'Oficina, carpeta 3'],
  ]);
}, 120_000);

test('she signs in by a code that she confirms in a browser', async () => {
  const { pane } = desk;
  await choose(desk, 'Cerrar sesión', 'Cuenta');
  await button('Mejor con un código').click();
  await button('Mostrar un código').click();
  const code = await pane.getByTestId('user-code').innerText();
  await look('es-code');

  const tab = await browser.newContext({ viewport: { width: 320, height: 734 }, locale: LOCALE });
  const page = await tab.newPage();
  await page.goto(`${server.baseUrl}/link`);
  await page.getByRole('button', { name: PRINCIPAL }).click();
  await page.getByRole('heading', { name: 'Iniciar sesión en Excel con un código' }).waitFor();
  await page.getByLabel('Código').fill(code);
  for (const theme of ['light', 'dark', 'contrast']) {
    await page.emulateMedia({
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      forcedColors: theme === 'contrast' ? 'active' : 'none',
    });
    await page.screenshot({ path: screenshotPath(`pane-link-${theme}`) });
    faults.push(...(await accessFaults(page)));
  }
  await page.getByRole('button', { name: 'Confirmar' }).click();
  await page.getByText('Confirmado.').waitFor();
  await tab.close();

  await returnTo(desk);
  await pane.getByTestId('state').getByText('En Finanzas r3').waitFor();
}, 120_000);

test('no screen had a fault', () => {
  expect([...faults, ...desk.faults]).toEqual([]);
});
