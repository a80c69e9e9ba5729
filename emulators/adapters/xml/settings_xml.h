// The closed line's messages about a station's own settings as XML (docs/protocols/app.md): the official
// envelope, and tags of our own in the same style.
#pragma once

#include <string>
#include <string_view>

#include "emulators/adapters/xml/decoded.h"
#include "emulators/eligibility/settings_messages.h"

namespace kazasu::adapters {

std::string encode(eligibility::SettingsRequest const& request);
// Instants are cut to whole seconds.
std::string encode(eligibility::SettingsAnswer const& answer);

// The action is in the path. Neither throws on any input; refused is what decode_inquiry_request() refuses.
Decoded<eligibility::SettingsRequest> decode_settings_request(std::string_view xml,
                                                              eligibility::SettingsAction action);
Decoded<eligibility::SettingsAnswer> decode_settings_answer(std::string_view xml,
                                                            eligibility::SettingsAction action);

}  // namespace kazasu::adapters
