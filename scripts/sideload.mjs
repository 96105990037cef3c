// npm run sideload: certificates, a manifest for this computer, and how to load it into real Excel.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const certs = path.join(root, 'certs');
mkdirSync(certs, { recursive: true });

const address = (process.env.SITEBOOK_ADDRESS ?? 'https://localhost:3000').replace(/\/$/, '');
if (!/^https:\/\/[^/\s]+$/.test(address)) {
  console.error(
    `SITEBOOK_ADDRESS is ${address}; Excel loads add-ins from https addresses only, such as https://localhost:3000.`,
  );
  process.exit(1);
}
const file = (name) => path.join(certs, name);
const { generateCertificates } = await import('office-addin-dev-certs/lib/generate.js');
await generateCertificates(file('ca.crt'), file('localhost.crt'), file('localhost.key'), 30, [
  '127.0.0.1',
  'localhost',
]);
const manifest = readFileSync(path.join(root, 'manifest.xml'), 'utf8').replaceAll(
  'https://localhost:3000',
  address,
);
writeFileSync(file('manifest.xml'), manifest);

console.log(`
Prepared in certs/ (kept out of git):
  localhost.crt, localhost.key   certificate of the server, signed by ca.crt, for 30 days
  manifest.xml                   the add-in at ${address}

1. Trust the certificate on this computer, once:
   Windows   certutil -user -addstore Root certs\\ca.crt
   Mac       security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db certs/ca.crt
   Linux     import certs/ca.crt into the browser as an authority

2. Start Sitebook with it:
   SITEBOOK_TLS_CERT=certs/localhost.crt SITEBOOK_TLS_KEY=certs/localhost.key npm start

3. Load certs/manifest.xml into Excel:
   Windows   Share a folder that holds manifest.xml; File, Options, Trust Center, Trust Center Settings, Trusted Add-in
             Catalogs: add the share's address and tick "Show in Menu"; restart Excel; Home, Add-ins, Shared Folder.
   Mac       Copy it to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef and restart Excel;
             Home, Add-ins, Sitebook.
   Web       Home, Add-ins, More Add-ins, My Add-ins, Upload My Add-in: choose manifest.xml. The browser must trust
             the certificate as well.
   iPad      Excel on iPad cannot reach this computer's localhost: serve Sitebook on an address it can reach, with
             SITEBOOK_ADDRESS set here to that address; then, with the iPad connected, copy manifest.xml into
             Excel's documents in Finder (Files, Excel) and open Home, Add-ins, Developer.

4. Go through docs/real-excel-checklist.md.
`);
