/// What the shared feeds hold: `feed NAME RECORDS`, `pack NAME ADVISORIES AFFECTED FACTS`.
let wholeFeedCounts = """
  feed almalinux-errata 2232
  feed alpine-secdb 74263
  feed amazon 5393
  feed arch 2507
  feed azurelinux-oval 5910
  feed cve 44130
  feed debian-lists 10621
  feed debian-tracker 13
  feed epss 360142
  feed haskell 35
  feed kev 2808
  feed nodejs 171
  feed osv 289297
  feed php 1592
  feed redhat-securitydata 91273
  feed redhat-vex 241
  feed rocky-errata 1500
  feed rubysec 1381
  feed rustsec 1225
  feed ubuntu-oval 732
  feed ubuntu-tracker 579896
  feed wolfi-advisories 20770
  pack almalinux-10 660 6125 0
  pack almalinux-8 4534 56160 0
  pack almalinux-9 2718 33141 0
  pack alpine-3.10 3662 3836 0
  pack alpine-3.11 4108 4346 0
  pack alpine-3.12 4788 5130 0
  pack alpine-3.13 5355 5748 0
  pack alpine-3.14 6060 6548 0
  pack alpine-3.15 6712 7470 0
  pack alpine-3.16 7253 8406 0
  pack alpine-3.17 7828 8929 0
  pack alpine-3.18 8423 9645 0
  pack alpine-3.19 8678 9871 0
  pack alpine-3.2 573 573 0
  pack alpine-3.20 8859 9990 0
  pack alpine-3.21 8630 10065 0
  pack alpine-3.3 865 869 0
  pack alpine-3.4 1265 1271 0
  pack alpine-3.5 1628 1679 0
  pack alpine-3.6 1842 1907 0
  pack alpine-3.7 2383 2481 0
  pack alpine-3.8 2742 2839 0
  pack alpine-3.9 3146 3295 0
  pack alpine-edge 6401 7801 0
  pack amazon-1 1811 15044 0
  pack amazon-2 2451 19414 0
  pack amazon-2022 277 2419 0
  pack amazon-2023 854 6259 0
  pack arch 2507 2575 0
  pack azurelinux-3 1005 1005 0
  pack bitnami 7444 7444 0
  pack cargo 2430 2432 0
  pack chainguard 11789 37939 0
  pack composer 5493 5944 0
  pack cran 14 14 0
  pack debian-10 2644 2650 0
  pack debian-11 32121 35190 0
  pack debian-12 31344 33582 0
  pack debian-13 30639 32847 0
  pack debian-14 2 3 0
  pack debian-3.0 1500 1658 0
  pack debian-3.1 1302 1419 0
  pack debian-4 1339 1417 0
  pack debian-5 1469 1507 0
  pack debian-6 2301 2313 0
  pack debian-7 3592 3598 0
  pack debian-8 3650 3654 0
  pack debian-9 3136 3136 0
  pack debian-unstable 2 3 0
  pack facts-cve 0 0 44130
  pack facts-epss 0 0 360142
  pack facts-kev 0 0 1404
  pack gem 2873 2921 0
  pack generic 332 332 0
  pack ghc 6 6 0
  pack golang 4303 6076 0
  pack hackage 64 82 0
  pack hex 32 32 0
  pack mariner-1.0 2149 2149 0
  pack mariner-2.0 2185 2185 0
  pack maven 5309 6089 0
  pack npm 23223 23439 0
  pack nuget 1427 2382 0
  pack opensuse-leap-15.0 400 4032 0
  pack opensuse-leap-15.1 829 8578 0
  pack opensuse-leap-15.2 798 7062 0
  pack opensuse-leap-15.3 1110 10765 0
  pack opensuse-leap-15.4 1568 13528 0
  pack opensuse-leap-15.5 1307 13691 0
  pack opensuse-leap-15.6 582 5817 0
  pack opensuse-leap-micro-5.2 129 293 0
  pack opensuse-leap-micro-5.3 302 800 0
  pack opensuse-leap-micro-5.4 174 493 0
  pack opensuse-leap-micro-5.5 69 210 0
  pack opensuse-tumbleweed 3910 31750 0
  pack pub 12 12 0
  pack pypi 15571 16589 0
  pack redhat 40 312 0
  pack redhat-10 6 38 0
  pack redhat-2 466 2692 0
  pack redhat-3 2386 14101 0
  pack redhat-4 4504 31433 0
  pack redhat-5 15534 67159 0
  pack redhat-6 27709 141966 0
  pack redhat-7 25804 261403 0
  pack redhat-8 20192 238010 0
  pack redhat-9 12493 96755 0
  pack rocky-8 2218 22064 0
  pack rocky-9 779 5057 0
  pack suse 3545 62562 0
  pack suse-11 69 296 0
  pack suse-11.1 10 99 0
  pack suse-11.2 75 748 0
  pack suse-11.3 519 6737 0
  pack suse-11.4 1068 13864 0
  pack suse-12 1783 18649 0
  pack suse-12.1 991 12500 0
  pack suse-12.2 1549 19572 0
  pack suse-12.3 1410 20722 0
  pack suse-12.4 1251 15114 0
  pack suse-12.5 2153 22921 0
  pack suse-15 1461 24845 0
  pack suse-15.1 1920 30248 0
  pack suse-15.2 2125 28391 0
  pack suse-15.3 2104 26108 0
  pack suse-15.4 1961 19794 0
  pack suse-15.5 1564 11811 0
  pack suse-15.6 635 4509 0
  pack suse-5.0 165 414 0
  pack suse-5.1 521 1392 0
  pack suse-5.2 504 1322 0
  pack suse-5.3 462 1244 0
  pack suse-5.4 380 1042 0
  pack suse-5.5 342 979 0
  pack swift 5 5 0
  pack ubuntu-10.04 10217 17728 0
  pack ubuntu-10.10 4169 7252 0
  pack ubuntu-11.04 4716 8029 0
  pack ubuntu-11.10 5159 8866 0
  pack ubuntu-12.04 16880 38565 0
  pack ubuntu-12.10 5365 9500 0
  pack ubuntu-13.04 3880 6065 0
  pack ubuntu-13.10 4120 7927 0
  pack ubuntu-14.04 36275 135875 0
  pack ubuntu-14.10 4103 8410 0
  pack ubuntu-15.04 5066 9927 0
  pack ubuntu-15.10 6010 12762 0
  pack ubuntu-16.04 34354 182954 0
  pack ubuntu-16.10 8025 16611 0
  pack ubuntu-17.04 8347 14119 0
  pack ubuntu-17.10 7004 10863 0
  pack ubuntu-18.04 26964 274241 0
  pack ubuntu-18.10 7383 12746 0
  pack ubuntu-19.04 7540 14037 0
  pack ubuntu-19.10 7314 13490 0
  pack ubuntu-20.04 21629 267423 0
  pack ubuntu-20.10 8679 14552 0
  pack ubuntu-21.04 9658 15742 0
  pack ubuntu-21.10 11130 18971 0
  pack ubuntu-22.04 20723 225183 0
  pack ubuntu-22.10 12813 28895 0
  pack ubuntu-23.04 13757 31092 0
  pack ubuntu-23.10 15724 54973 0
  pack ubuntu-24.04 45141 130256 0
  pack ubuntu-24.10 16241 56387 0
  pack ubuntu-6.06 6864 8276 0
  pack ubuntu-6.10 3578 4448 0
  pack ubuntu-7.04 3819 4725 0
  pack ubuntu-7.10 2658 3689 0
  pack ubuntu-8.04 7920 11970 0
  pack ubuntu-8.10 3093 4484 0
  pack ubuntu-9.04 3364 5191 0
  pack ubuntu-9.10 3802 5874 0
  pack wolfi 32559 58709 0
  """
