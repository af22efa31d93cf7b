import { createContext, useContext } from 'solid-js';

/** What pages may ask of the frame around them. */
export interface ShellActions {
  openPalette(): void;
}

export const ShellContext = createContext<ShellActions>({ openPalette: () => undefined });

export const useShell = (): ShellActions => useContext(ShellContext);
