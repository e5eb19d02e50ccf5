// What the browser remembers: for this tab, over reloads, and for the next one as a proposal. It may be forbidden.

function tried(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const ofTab = {
  recall: (key) => tried(() => sessionStorage.getItem(`roomcast.${key}`)),
  remember: (key, value) => tried(() => sessionStorage.setItem(`roomcast.${key}`, value)),
  forget: (key) => tried(() => sessionStorage.removeItem(`roomcast.${key}`)),
};

export const ofBrowser = {
  recall: (key) => tried(() => localStorage.getItem(`roomcast.${key}`)),
  remember: (key, value) => tried(() => localStorage.setItem(`roomcast.${key}`, value)),
};
