/** Every icon once, drawn on a 16 px grid; Icon.tsx refers to them. Zero size, because `hidden` does nothing on an svg. */
export const IconSprite = () => (
  <svg class="sprite" width="0" height="0" aria-hidden="true">
    <symbol id="i-fail" viewBox="0 0 16 16">
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />
      <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" stroke="var(--bg)" stroke-width="1.7" />
    </symbol>
    <symbol id="i-deploy" viewBox="0 0 16 16">
      <path d="M8 10.5v-8M4.6 5.9 8 2.5l3.4 3.4M2.5 13.5h11" />
    </symbol>
    <symbol id="i-lost" viewBox="0 0 16 16">
      <path d="m1.8 14.2 3-3m6.4-6.4 3-3M4.4 7.6l4 4-1 1a2.8 2.8 0 0 1-4-4zm3.2-3.2 4 4 1-1a2.8 2.8 0 0 0-4-4z" />
    </symbol>
    <symbol id="i-warn" viewBox="0 0 16 16">
      <path d="M8 1.9 14.6 13.6H1.4z" />
      <path d="M8 6.4v3.2m0 2h.01" />
    </symbol>
    <symbol id="i-ok" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      <path d="m5 8.2 2.1 2.1L11 6" stroke="var(--bg)" stroke-width="1.7" />
    </symbol>
    <symbol id="i-cancel" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" />
      <path d="m3.7 3.7 8.6 8.6" />
    </symbol>
    <symbol id="i-skip" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5.4 8h5.2" />
    </symbol>
    <symbol id="i-search" viewBox="0 0 16 16">
      <circle cx="7" cy="7" r="4.9" />
      <path d="m10.7 10.7 3.3 3.3" />
    </symbol>
    <symbol id="i-sync" viewBox="0 0 16 16">
      <path d="M13.8 8A5.8 5.8 0 0 1 3.6 11.8L2 10.2m0 3.3v-3.3h3.3M2.2 8A5.8 5.8 0 0 1 12.4 4.2L14 5.8m0-3.3v3.3h-3.3" />
    </symbol>
    <symbol id="i-down" viewBox="0 0 16 16">
      <path d="m4 6.2 4 4 4-4" />
    </symbol>
    <symbol id="i-run" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" opacity=".25" stroke-width="2" />
      <path d="M8 1.8A6.2 6.2 0 0 1 14.2 8" stroke-width="2" />
    </symbol>
    <symbol id="i-wait" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" stroke-dasharray="2.4 2.5" stroke-linecap="butt" />
    </symbol>
    <symbol id="i-layers" viewBox="0 0 16 16">
      <path d="m8 1.8 6.2 3.1L8 8 1.8 4.9zM1.8 8 8 11.1 14.2 8M1.8 11.1 8 14.2l6.2-3.1" />
    </symbol>
    <symbol id="i-list" viewBox="0 0 16 16">
      <path d="M5.5 3.5h8.7M5.5 8h8.7m-8.7 4.5h8.7M2 3.5h.01M2 8h.01M2 12.5h.01" />
    </symbol>
    <symbol id="i-grid" viewBox="0 0 16 16">
      <rect x="2" y="2" width="5" height="5" rx="1" />
      <rect x="9" y="2" width="5" height="5" rx="1" />
      <rect x="2" y="9" width="5" height="5" rx="1" />
      <rect x="9" y="9" width="5" height="5" rx="1" />
    </symbol>
    <symbol id="i-theme" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </symbol>
    <symbol id="i-leave" viewBox="0 0 16 16">
      <path d="M9.5 2.5H3v11h6.5M7 8h7m-2.6-2.6L14 8l-2.6 2.6" />
    </symbol>
    <symbol id="i-left" viewBox="0 0 16 16">
      <path d="m9.8 4-4 4 4 4" />
    </symbol>
    <symbol id="i-right" viewBox="0 0 16 16">
      <path d="m6.2 4 4 4-4 4" />
    </symbol>
    <symbol id="i-up" viewBox="0 0 16 16">
      <path d="M8 13V3M4 7l4-4 4 4" />
    </symbol>
    <symbol id="i-late" viewBox="0 0 16 16">
      <circle cx="8" cy="9" r="5.2" />
      <path d="M6.5 1.5h3M8 9V6.2m0 2.8 1.7 1" />
    </symbol>
    <symbol id="i-bottom" viewBox="0 0 16 16">
      <path d="M8 2.5v9m-3.8-3.8L8 11.5l3.8-3.8M3 14h10" />
    </symbol>
    <symbol id="i-check" viewBox="0 0 16 16">
      <path d="m3 8.4 3.4 3.4L13 5" />
    </symbol>
    <symbol id="i-pause" viewBox="0 0 16 16">
      <path d="M5.5 3.5v9m5-9v9" />
    </symbol>
    <symbol id="i-print" viewBox="0 0 16 16">
      <path d="M4.5 6V2.2h7V6M4.5 11H2.6V6h10.8v5h-1.9M4.5 9.3h7v4.5h-7z" />
    </symbol>
    <symbol id="i-sound" viewBox="0 0 16 16">
      <path d="M2.2 6h2.4l3.6-3v10l-3.6-3H2.2zM10.8 5.6a3.4 3.4 0 0 1 0 4.8m1.9-6.7a6 6 0 0 1 0 8.6" />
    </symbol>
    <symbol id="i-terminal" viewBox="0 0 16 16">
      <path d="m3 4.5 3.5 3.5L3 11.5M8 12h5" />
    </symbol>
    <symbol id="i-text" viewBox="0 0 16 16">
      <path d="M2.5 3.8h11M2.5 8h11m-11 4.2h6.5" />
    </symbol>
    <symbol id="i-delete" viewBox="0 0 16 16">
      <path d="M2.5 4h11M6 4V2.3h4V4M4 4l.6 9.7h6.8L12 4M6.6 6.8v4.4m2.8-4.4v4.4" />
    </symbol>
    <symbol id="i-more" viewBox="0 0 16 16">
      <path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2" />
    </symbol>
    <symbol id="i-copy" viewBox="0 0 16 16">
      <rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.5" />
      <path d="M10.5 5.5V3.4a1.4 1.4 0 0 0-1.4-1.4H3.4A1.4 1.4 0 0 0 2 3.4v5.7a1.4 1.4 0 0 0 1.4 1.4h2.1" />
    </symbol>
    <symbol id="i-download" viewBox="0 0 16 16">
      <path d="M8 2.5v8m-3.4-3.4L8 10.5l3.4-3.4M2.5 13.5h11" />
    </symbol>
    <symbol id="i-link" viewBox="0 0 16 16">
      <path d="M6.7 9.3a2.8 2.8 0 0 0 4 0l2.2-2.2a2.8 2.8 0 0 0-4-4L8 4m1.3 2.7a2.8 2.8 0 0 0-4 0L3.1 8.9a2.8 2.8 0 0 0 4 4L8 12" />
    </symbol>
    <symbol id="i-clock" viewBox="0 0 16 16">
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.4V8l2.3 1.5" />
    </symbol>
    <symbol id="i-wrap" viewBox="0 0 16 16">
      <path d="M2 3.8h12M2 8h9.6a2.2 2.2 0 0 1 0 4.4H8.4m0 0 1.7-1.7m-1.7 1.7 1.7 1.7M2 12.4h3" />
    </symbol>
    <symbol id="i-arrow" viewBox="0 0 16 16">
      <path d="M2.5 8h11m-4-4 4 4-4 4" />
    </symbol>
    <symbol id="i-close" viewBox="0 0 16 16">
      <path d="m4 4 8 8m0-8-8 8" />
    </symbol>
    <symbol id="i-eye" viewBox="0 0 16 16">
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </symbol>
    <symbol id="i-external" viewBox="0 0 16 16">
      <path d="M6.5 3H3v10h10V9.5M9.5 2.5h4v4m-.2-3.8L8 8" />
    </symbol>
    <symbol id="i-undo" viewBox="0 0 16 16">
      <path d="M2.2 6h7.3a4 4 0 1 1 0 8H6M2.2 6l3.3-3.3M2.2 6l3.3 3.3" />
    </symbol>
    <symbol id="i-lock" viewBox="0 0 16 16">
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5.3 7V4.8a2.7 2.7 0 0 1 5.4 0V7" />
    </symbol>
    <symbol id="i-tools" viewBox="0 0 16 16">
      <path d="M1.8 5h6.4m4 0h2M1.8 11h2m4 0h6.4" />
      <circle cx="10.2" cy="5" r="1.9" />
      <circle cx="5.8" cy="11" r="1.9" />
    </symbol>
    <symbol id="i-filter" viewBox="0 0 16 16">
      <path d="M2 4h12M4.5 8h7M7 12h2" />
    </symbol>
    <symbol id="i-key" viewBox="0 0 16 16">
      <circle cx="5.2" cy="10.8" r="3" />
      <path d="m7.4 8.6 6-6m-2.3 2.3 2 2" />
    </symbol>
    <symbol id="i-wall" viewBox="0 0 16 16">
      <rect x="1.8" y="2.5" width="12.4" height="8.7" rx="1.5" />
      <path d="M5.5 14h5M8 11.2V14" />
    </symbol>
    <symbol id="i-enter" viewBox="0 0 16 16">
      <path d="M13.5 3v4a2 2 0 0 1-2 2h-9m0 0 3.5-3.5M2.5 9 6 12.5" />
    </symbol>
    <symbol id="i-bell" viewBox="0 0 16 16">
      <path d="M3.2 11.5c1-1 1.3-2.3 1.3-4.5a3.5 3.5 0 0 1 7 0c0 2.2.3 3.5 1.3 4.5zM6.6 13.8a1.6 1.6 0 0 0 2.8 0" />
    </symbol>
    <symbol id="i-plus" viewBox="0 0 16 16">
      <path d="M8 3v10M3 8h10" />
    </symbol>
  </svg>
);
