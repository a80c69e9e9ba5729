// The files of page/ as they were when the program was built.
#pragma once

#include <string_view>

namespace kazasu::adapters {

// マイナ在宅受付Web.
std::string_view reception_page();
std::string_view unknown_page();
std::string_view reception_script();
std::string_view visit_script();
std::string_view texts_script();

// The app on the phone.
std::string_view phone_app_page();
std::string_view phone_app_script();

// Both.
std::string_view web_style();
std::string_view web_mark();

}  // namespace kazasu::adapters
