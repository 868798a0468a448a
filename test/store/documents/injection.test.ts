process.env['INTUNITE_TOY_LAYOUT'] = 'document'
await import('../injection.test.js')
export {}
