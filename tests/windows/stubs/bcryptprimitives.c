/* Chance for Rust programs, which Wine 8 does not know under this name. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG); /* RtlGenRandom */
__declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T count) {
  return SystemFunction036(data, (ULONG)count);
}
