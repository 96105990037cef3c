// npm run sideload: certificates, a manifest for this computer, and how to load it into real Excel.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { prepareSideload, readAddress, sideloadSteps } from './lib/sideload-plan.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const { address, fault } = readAddress(process.env);
if (fault !== undefined) {
  console.error(fault);
  process.exit(1);
}
await prepareSideload(root, path.join(root, 'certs'), address);
console.log(sideloadSteps(address));
