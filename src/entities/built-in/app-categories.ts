/** The categories of apps that every tenant has, under the same ids everywhere (B166). */
import type { Entity } from '../../model/payload.js'

const CATEGORIES: readonly (readonly [id: string, displayName: string])[] = [
  ['0720a99e-562b-4a77-83f0-9a7523fcf13e', 'Other apps'],
  ['f1fc9fe2-728d-4867-9a72-a61e18f8c606', 'Books & Reference'],
  ['046e0b16-76ce-4b49-bf1b-1cc5bd94fb47', 'Data management'],
  ['ed899483-3019-425e-a470-28e901b9790e', 'Productivity'],
  ['2b73ae71-12c8-49be-b462-3dae769ccd9d', 'Business'],
  ['79bc98d4-7ddf-4841-9bc1-5c84a26d7ee8', 'Development & Design'],
  ['5dcd7a90-0306-4f09-a75d-6b97a243f04e', 'Photos & Media'],
  ['f79135dc-8e41-48c1-9a59-ab9a7259c38e', 'Collaboration & Social'],
  ['981deed8-6857-4e78-a50e-c3f61d312737', 'Computer management'],
]

export const appCategories: readonly Entity[] = CATEGORIES.map(([id, displayName]) => ({
  id,
  displayName,
  lastModifiedDateTime: '0001-01-01T00:00:00Z',
}))
