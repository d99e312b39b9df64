/// What a document says beside the inventory it is of.
struct SPDXAdditions {
  /// What is said of one package.
  struct Addition {
    var references: [Reference] = []
    /// Comments of annotations.
    var comments: [String] = []
  }

  /// An external reference of the category SECURITY.
  struct Reference {
    /// `advisory`, `fix` or `url`.
    var type: String
    /// Without blanks.
    var locator: String
    var comment: String
  }

  /// Comments on the document as a whole.
  var document: [String] = []
  var subject = Addition()
  /// By the place of the package in the inventory.
  var packages: [Int: Addition] = [:]
}
