process.env['INTUNITE_TOY_LAYOUT'] = 'document'
await import('../statements.test.js')
export {}
