process.env['INTUNITE_TOY_LAYOUT'] = 'document'
await import('../paging.test.js')
export {}
