// Builds starter.bin, which `scripts/make-starter` generates, into the program. A compiler without
// #embed (C23; Clang has it since 19) makes a program without starter advisories, which says so.

#include "CStarter.h"

#if defined(__has_embed)
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char starter[] = {
#embed "starter.bin"
};

const unsigned char *plimsoll_starter(size_t *count) {
  *count = sizeof starter;
  return starter;
}
#else
const unsigned char *plimsoll_starter(size_t *count) {
  *count = 0;
  return (const unsigned char *)"";
}
#endif
