// Ribbon buttons that run without a pane. Opening the pane is declared in the manifest, so there is nothing to do
// here but tell Excel that the page is ready.
void Office.onReady();
