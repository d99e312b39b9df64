// Documents about packages of languages, for the suites that run over all feeds.

let haskellExample = """
  ```toml
  [advisory]
  id = "HSEC-2023-0009"
  cwe = [20, 78]
  aliases = ["CVE-2017-12976"]
  date = 2023-05-06

  [[affected]]
  package = "git-annex"
  cvss = "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"
  [[affected.versions]]
  introduced = "0"
  fixed = "6.20170818"

  [[references]]
  type = "ADVISORY"
  url = "https://example.com/1"
  ```

  # A title

  Text.
  """

let nodeExample = """
  {"cve": ["CVE-2021-1"], "vulnerable": "20.x || 22.x || <= 4.1 || 25.x",
   "patched": "^20.20.2 || ^22.22.2", "ref": "https://example.com", "overview": "A flaw",
   "severity": "low"}
  """

let phpExample = """
  title: A flaw
  link: https://example.com
  cve: ~
  branches:
      2.0.x:
          time:     ~
          versions: ['>=2.0.0', '<2.1']
      2.5.x:
          time:     2015-08-06 22:08:00
          versions: ['>=2.5.0', '<2.5.9']
  reference: composer://Cakephp/cakephp
  """

let rubyExample = """
  gem: resque
  cve: 2023-50725
  ghsa: gc3j-vvwf-4rp8
  url: https://example.com
  title: A flaw
  date: 2023-12-18
  cvss_v3: 6.3
  unaffected_versions:
    - "< 1.0"
  patched_versions:
    - "~> 2.2.1"
    - ">= 2.3.4"
  """

let rustExample = """
  ```toml
  [advisory]
  id = "RUSTSEC-2021-0093"
  package = "deque"
  date = "2021-07-30"
  url = "https://example.com"
  aliases = ["CVE-2021-1"]
  cvss = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

  [versions]
  patched = ["^0.7.4", ">= 0.8.1"]
  unaffected = ["< 0.5.0"]
  ```

  # A title
  """
