// What SwiftPM's link of an executable calls as `main`.
int fuzz_main(int argc, char **argv);
