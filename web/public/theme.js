// Runs before the first paint, so that a chosen theme never flashes the other one. Inline scripts are not allowed here.
try {
  const theme = localStorage.getItem("openimo.theme");
  if (theme === '"light"' || theme === '"dark"') document.documentElement.dataset.theme = JSON.parse(theme);
} catch {
  // Storage may be forbidden; then the system's theme is used.
}
