/// What a column of a metadata table holds, and so how wide it is.
enum CLIColumn: Sendable {
  case fixed(Int)
  case string
  case guid
  case blob
  /// The number of a row in one table.
  case row(Int)
  /// The number of a row in one of several tables, and a tag that says in which.
  case coded(tagBits: Int, tables: [Int])

  // ECMA-335, partition II, clause 24.2.6.
  static let typeDefOrRef = CLIColumn.coded(tagBits: 2, tables: [0x02, 0x01, 0x1B])
  static let hasConstant = CLIColumn.coded(tagBits: 2, tables: [0x04, 0x08, 0x17])
  static let hasCustomAttribute = CLIColumn.coded(
    tagBits: 5,
    tables: [
      0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0A, 0x00, 0x0E, 0x17, 0x14, 0x11, 0x1A, 0x1B, 0x20,
      0x23, 0x26, 0x27, 0x28, 0x2A, 0x2C, 0x2B,
    ]
  )
  static let hasFieldMarshal = CLIColumn.coded(tagBits: 1, tables: [0x04, 0x08])
  static let hasDeclSecurity = CLIColumn.coded(tagBits: 2, tables: [0x02, 0x06, 0x20])
  static let memberRefParent = CLIColumn.coded(
    tagBits: 3,
    tables: [0x02, 0x01, 0x1A, 0x06, 0x1B]
  )
  static let hasSemantics = CLIColumn.coded(tagBits: 1, tables: [0x14, 0x17])
  static let methodDefOrRef = CLIColumn.coded(tagBits: 1, tables: [0x06, 0x0A])
  static let memberForwarded = CLIColumn.coded(tagBits: 1, tables: [0x04, 0x06])
  static let customAttributeType = CLIColumn.coded(tagBits: 3, tables: [0x06, 0x0A])
  static let resolutionScope = CLIColumn.coded(tagBits: 2, tables: [0x00, 0x1A, 0x23, 0x01])
}

/// The columns of the tables that may stand before that of the assembly, by table number.
///
/// Source: ECMA-335, partition II, clause 22; the tables that end in `Ptr`, and those of edit and
/// continue, are of the runtime's own (CoreCLR, `metamodelcolumndefs.h`).
let cliTables: [[CLIColumn]] = [
  // Module
  [.fixed(2), .string, .guid, .guid, .guid],
  // TypeRef
  [.resolutionScope, .string, .string],
  // TypeDef
  [.fixed(4), .string, .string, .typeDefOrRef, .row(0x04), .row(0x06)],
  // FieldPtr
  [.row(0x04)],
  // Field
  [.fixed(2), .string, .blob],
  // MethodPtr
  [.row(0x06)],
  // MethodDef
  [.fixed(8), .string, .blob, .row(0x08)],
  // ParamPtr
  [.row(0x08)],
  // Param
  [.fixed(4), .string],
  // InterfaceImpl
  [.row(0x02), .typeDefOrRef],
  // MemberRef
  [.memberRefParent, .string, .blob],
  // Constant
  [.fixed(2), .hasConstant, .blob],
  // CustomAttribute
  [.hasCustomAttribute, .customAttributeType, .blob],
  // FieldMarshal
  [.hasFieldMarshal, .blob],
  // DeclSecurity
  [.fixed(2), .hasDeclSecurity, .blob],
  // ClassLayout
  [.fixed(6), .row(0x02)],
  // FieldLayout
  [.fixed(4), .row(0x04)],
  // StandAloneSig
  [.blob],
  // EventMap
  [.row(0x02), .row(0x14)],
  // EventPtr
  [.row(0x14)],
  // Event
  [.fixed(2), .string, .typeDefOrRef],
  // PropertyMap
  [.row(0x02), .row(0x17)],
  // PropertyPtr
  [.row(0x17)],
  // Property
  [.fixed(2), .string, .blob],
  // MethodSemantics
  [.fixed(2), .row(0x06), .hasSemantics],
  // MethodImpl
  [.row(0x02), .methodDefOrRef, .methodDefOrRef],
  // ModuleRef
  [.string],
  // TypeSpec
  [.blob],
  // ImplMap
  [.fixed(2), .memberForwarded, .string, .row(0x1A)],
  // FieldRVA
  [.fixed(4), .row(0x04)],
  // EncLog
  [.fixed(8)],
  // EncMap
  [.fixed(4)],
]
