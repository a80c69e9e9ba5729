// Facts about this machine and build that every report prints.
#pragma once

#include <cstdint>
#include <string>

namespace kazasu::harness {

std::string machine_text();     // "AMD EPYC, 2 cores, 23 GiB, Linux 6.18"
std::string compiler_text();    // "GCC 12.2.0"
std::string wall_clock_text();  // ISO 8601, UTC

// Raises the soft limit of open files to the hard one and returns it.
std::uint64_t raise_open_files_limit();

// CPU seconds of this process so far, user and system.
double cpu_seconds();
// Resident memory of this process in KiB.
std::uint64_t resident_kib();

}  // namespace kazasu::harness
