/**
 * Everything in the directory by its id, whatever it is. What is asked is answered by the set in which the object lives.
 * @see https://learn.microsoft.com/graph/api/directoryobject-get
 */
import { defineEntitySet } from '../../model/sets.js'
import { directory } from './backend.js'
import { directoryObject } from './directory-object.js'

export default defineEntitySet({
  path: 'directoryObjects',
  entityType: directoryObject,
  permissions: {
    read: ['Directory.Read.All', 'Directory.ReadWrite.All'],
    write: ['Directory.ReadWrite.All'],
  },
  backend: directory,
  layout: 'document',
  itemsOf: ['users', 'groups', 'applications', 'servicePrincipals', 'devices', 'organization'],
})
