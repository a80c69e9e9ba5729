// What each command of the command line does.
#pragma once

#include <string>
#include <vector>

#include "harness/exit_code.h"
#include "harness/options.h"

namespace kazasu::harness {

// `words` is the command line as typed; it goes into the report. Throws CommandError.
ExitCode execute(Command const& command, std::vector<std::string> const& words);

ExitCode serve(ServeOptions const& options);
ExitCode be_phone_app(PhoneAppOptions const& options);
ExitCode exchange(ExchangeCommand const& command);

}  // namespace kazasu::harness
