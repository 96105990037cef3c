/** Style sheets that a page imports for their effect; webpack puts them into the page. */
declare module '*.css';
