import { createEffect } from 'solid-js';

export type FaviconName = 'idle' | 'active' | 'succeeded' | 'failed' | 'waiting' | 'canceled';

/** What the tab says about the page, while its component lives. */
export const useTitle = (tab: () => { title: string; icon: FaviconName }): void => {
  createEffect(() => {
    const { title, icon } = tab();
    document.title = title === 'FastDeploy' || title.endsWith('FastDeploy') ? title : `${title} · FastDeploy`;
    document.querySelector('link[rel=icon]')?.setAttribute('href', `/icons/${icon}.svg`);
  });
};
