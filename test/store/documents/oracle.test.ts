process.env['INTUNITE_TOY_LAYOUT'] = 'document'
await import('../oracle.test.js')
export {}
