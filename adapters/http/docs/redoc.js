Redoc.init(
  '/openapi.json',
  { expandResponses: '200,201', hideDownloadButton: false, nativeScrollbars: true },
  document.getElementById('redoc'),
);
