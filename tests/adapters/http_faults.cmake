kazasu_test(http_faults_test admin_state_test.cpp json_mirror_test.cpp line_login_test.cpp loopback.cpp
            wire_faults_test.cpp
            LINK kazasu_http_faults kazasu_json_mirror kazasu_https_client kazasu_https_server OpenSSL::SSL)
