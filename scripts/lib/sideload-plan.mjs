// What `npm run sideload` prepares and says, apart from the command so that tests can try it.
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const DEFAULT_ADDRESS = 'https://localhost:3000';
const DAYS = 30;
const DAY_MS = 86_400_000;
const CERTIFICATE_FILES = ['ca.crt', 'localhost.crt', 'localhost.key'];

/** Where Excel will find Sitebook: `SITEBOOK_ADDRESS` or this computer; or what is wrong with it. */
export function readAddress(env) {
  const address = (env.SITEBOOK_ADDRESS ?? DEFAULT_ADDRESS).replace(/\/$/, '');
  if (/^https:\/\/[^/?#@\s]+$/.test(address) && URL.canParse(address)) return { address };
  return {
    fault: `SITEBOOK_ADDRESS is ${address}; Excel loads add-ins from https addresses only, such as ${DEFAULT_ADDRESS}.`,
  };
}

/** The names that the server's certificate has to hold: this computer's, and the address's own. */
export function certificateNames(address) {
  return [...new Set(['127.0.0.1', 'localhost', hostOf(address)])];
}

/** Puts certificate and manifest for an address into `folder`. A certificate that still serves is kept. */
export async function prepareSideload(root, folder, address) {
  mkdirSync(folder, { recursive: true });
  const file = (name) => path.join(folder, name);
  const names = certificateNames(address);
  if (!certificateServes(CERTIFICATE_FILES.map(file), names)) {
    // The library leaves a certificate that is there as it is, whatever names it holds.
    for (const name of CERTIFICATE_FILES) rmSync(file(name), { force: true });
    const { generateCertificates } = await import('office-addin-dev-certs/lib/generate.js');
    await generateCertificates(...CERTIFICATE_FILES.map(file), DAYS, names);
  }
  const manifest = readFileSync(path.join(root, 'manifest.xml'), 'utf8');
  writeFileSync(file('manifest.xml'), manifest.replaceAll(DEFAULT_ADDRESS, address));
}

function certificateServes(files, names) {
  if (!files.every((file) => existsSync(file))) return false;
  const certificate = new X509Certificate(readFileSync(files[1]));
  const holds = (name) =>
    net.isIP(name) === 0
      ? certificate.checkHost(name) !== undefined
      : certificate.checkIP(name) !== undefined;
  return names.every(holds) && Date.parse(certificate.validTo) > Date.now() + DAY_MS;
}

function hostOf(address) {
  return new URL(address).hostname.replace(/^\[|\]$/g, '');
}

/** The steps from here to the pane in Excel. An address other than this computer's has no sample district. */
export function sideloadSteps(address) {
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(hostOf(address));
  return `
Prepared in certs/ (kept out of git):
  localhost.crt, localhost.key   certificate for ${certificateNames(address).join(', ')}, signed by ca.crt, for ${String(DAYS)} days
  manifest.xml                   the add-in at ${address}

1. Trust the certificate on every computer that runs Excel, once:
   Windows   certutil -user -addstore Root certs\\ca.crt
   Mac       security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db certs/ca.crt
   Linux     import certs/ca.crt into the browser as an authority

2. Start Sitebook with it:
   ${isHere ? '' : 'SITEBOOK_HOST=0.0.0.0 SITEBOOK_DATA=data/empty '}SITEBOOK_TLS_CERT=certs/localhost.crt SITEBOOK_TLS_KEY=certs/localhost.key npm start
${isHere ? '' : NOT_HERE}
3. Load certs/manifest.xml into Excel:
   Windows   Share a folder that holds manifest.xml; File, Options, Trust Center, Trust Center Settings, Trusted Add-in
             Catalogs: add the share's address and tick "Show in Menu"; restart Excel; Home, Add-ins, Shared Folder.
   Mac       Copy it to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef and restart Excel;
             Home, Add-ins, Sitebook.
   Web       Home, Add-ins, More Add-ins, My Add-ins, Upload My Add-in: choose manifest.xml. The browser must trust
             the certificate as well.
   iPad      Not yet. Excel on iPad cannot reach this computer's localhost, and on any other address there is nobody
             to sign in as: the sample district is for this computer only, and another one cannot be set up yet.

4. Go through docs/real-excel-checklist.md.
`;
}

const NOT_HERE = `
   There is nobody to sign in as at this address yet: the sample district, whose passwords everybody knows, is served
   to this computer only, and another district cannot be set up yet. Excel will load the pane up to its sign-in; to go
   further, leave SITEBOOK_ADDRESS unset and use Excel on this computer.
`;
