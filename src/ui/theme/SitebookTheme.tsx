import { FluentProvider, makeStaticStyles, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { useColorScheme } from './use-color-scheme.js';

const usePageStyles = makeStaticStyles([
  {
    'html, body, #root': { height: '100%', margin: 0 },
    // By this selector and not by a class: what floats (menus, dialogs) takes the provider's classes over, and a menu as
    // tall as the pane would cover it.
    '#root > .fui-FluentProvider': { height: '100%' },
    'h1, h2, h3, p': { margin: 0 },
  },
  // Where the system picks the colours, Fluent's own for what is disabled are lost, and a link that is a button looks like
  // the text around it. As text: the object form has no media queries and drops them in silence.
  `@media (forced-colors: active) {
    button:disabled { color: GrayText; }
    button.fui-Link { text-decoration-line: underline; }
  }`,
]);

export type SitebookThemeProps = {
  children: ReactNode;
  /** Body background of the Office theme, such as `#262626`; absent in a browser tab and on hosts that tell none. */
  officeBackground?: string | undefined;
};

/**
 * Fluent's light or dark theme for everything inside: the host's choice where there is one, otherwise the system's.
 * Forced colours need no theme of their own: the system replaces the colours, Fluent keeps the borders.
 */
export function SitebookTheme({ children, officeBackground }: SitebookThemeProps) {
  usePageStyles();
  const scheme = useColorScheme(officeBackground);
  useEffect(() => {
    // What the browser paints itself follows: scroll bars, and the calendar of a date.
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  return <FluentProvider theme={scheme === 'dark' ? webDarkTheme : webLightTheme}>{children}</FluentProvider>;
}
