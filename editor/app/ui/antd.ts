/** The components of antd that the page uses, each from its own file: the package's front door reads all of them. */
export { default as Alert } from "antd/es/alert";
export { default as Button } from "antd/es/button";
export { default as Checkbox } from "antd/es/checkbox";
export { default as ConfigProvider } from "antd/es/config-provider";
export { default as Modal } from "antd/es/modal";
export { default as Progress } from "antd/es/progress";
export { default as Select } from "antd/es/select";
export { default as Slider } from "antd/es/slider";
export { default as Splitter } from "antd/es/splitter";
