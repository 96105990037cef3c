console.log('pane');
export {};
