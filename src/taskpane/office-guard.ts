// Runs before Microsoft's library and the pane, and needs neither.
import { waitForOffice } from './wait-for-office.js';

waitForOffice(document);
