"""The only rooms that know Streamlit and Starlette: frame, theme, live elements, drawings, routes."""
