# The closed line's JSON mirror and login, and masked captures of conversations.
kazasu_module(json_mirror json/json_mirror.cpp json/json_mirror_http.cpp services/line_login_http.cpp)
target_link_libraries(kazasu_json_mirror PUBLIC kazasu_http_services
                      PRIVATE kazasu_boost_json kazasu_utf8 pugixml::pugixml OpenSSL::Crypto)

kazasu_module(http_capture capture/capture.cpp admin/capture_admin_http.cpp capture/capture_mask.cpp
              capture/visit_key.cpp)
target_link_libraries(kazasu_http_capture PUBLIC kazasu_http_faults
                      PRIVATE kazasu_boost_json kazasu_claims kazasu_json_mirror OpenSSL::Crypto)
