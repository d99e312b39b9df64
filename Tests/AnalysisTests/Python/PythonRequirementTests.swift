import Testing

@testable import Analysis

@Suite struct `Python requirement` {
  @Test(arguments: [
    ("requests==2.31.0", "requests", "2.31.0"),
    ("requests [security,tests] >= 2.8.1, == 2.31.0 ; python_version < '3'", "requests", "2.31.0"),
    ("name (==1.0)", "name", "1.0"),
    ("name===1.0-weird", "name", "1.0-weird"),
    ("a.b-c_d == 1!2.0+local.1", "a.b-c_d", "1!2.0+local.1"),
    ("pip @ https://host/pip-1.3.1-py2.py3-none-any.whl#sha1=da", "pip", "1.3.1"),
    ("zope-thing @ https://host/zope.thing-4.0.tar.gz ; os_name == 'nt'", "zope-thing", "4.0"),
    ("x @ https://host/x-1.0%2Bcpu-cp39-cp39-linux_x86_64.whl", "x", "1.0+cpu"),
  ])
  func `names one version`(text: String, name: String, version: String) throws {
    let requirement = try #require(PythonRequirement(text))
    #expect(requirement.name == name)
    #expect(requirement.pinnedVersion == version)
  }

  @Test(arguments: ["a", "a>=1", "a==1.*", "a~=1.0", "a!=2", "a @ git+https://h/a.git@v1"])
  func `leaves the version open`(text: String) throws {
    #expect(try #require(PythonRequirement(text)).pinnedVersion == nil)
  }

  @Test(arguments: ["", "-r other.txt", "./local", "https://host/x.whl", "a b", "a==", "a[x", "-a"])
  func `is no requirement`(text: String) {
    #expect(PythonRequirement(text) == nil)
  }

  @Test func `tells what only an extra needs`() throws {
    #expect(try #require(PythonRequirement("a; extra == 'x'")).needsExtra)
    #expect(try #require(PythonRequirement("a; (os_name=='nt') and extra=='x'")).needsExtra)
    #expect(try !#require(PythonRequirement("a; sys_platform == 'extra'")).needsExtra)
  }

  @Test func `is known to an index by one name`() {
    #expect("Zope.Interface__x-.y".normalizedPythonName == "zope-interface-x-y")
  }
}
