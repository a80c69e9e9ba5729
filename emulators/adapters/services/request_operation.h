// What a request asks for, by its path alone: for faults, capture and documentation.
#pragma once

#include <optional>
#include <string_view>

#include "emulators/adapters/http/http_service.h"
#include "emulators/eligibility/service_fault.h"

namespace kazasu::adapters {

// Nothing for a path that the listener does not serve.
std::optional<eligibility::FaultOperation> internet_operation(HttpRequestView const& request);
std::optional<eligibility::FaultOperation> closed_line_operation(HttpRequestView const& request);
std::optional<eligibility::FaultOperation> claims_operation(HttpRequestView const& request);
// The session in a path of the internet listener, of the app's as well; empty where it names none.
std::string_view session_in(std::string_view target);

}  // namespace kazasu::adapters
