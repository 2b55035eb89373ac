"""What all tests share."""

import os

# The tests bring their own data and settings, whatever the developer's shell has set. Done on
# import, so before any test module can import Streamlit or the program.
for _name in [name for name in os.environ if name.startswith(("STREAMLIT_", "VJ_"))]:
    del os.environ[_name]
